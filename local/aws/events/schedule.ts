const RATE = /^rate\((\d+) minutes?\)$/;

/** Calls `run` as often as the schedule expression says, until it is stopped. */
export const runOnSchedule = (scheduleExpression: string, run: () => void): { readonly stop: () => void } => {
	const minutes = Number(RATE.exec(scheduleExpression)?.[1]);
	if (!minutes)
		throw new Error(
			`the schedule ${scheduleExpression} is not a rate in minutes, and the embedded AWS knows no other kind`,
		);
	const timer = setInterval(run, minutes * 60_000);
	return { stop: () => clearInterval(timer) };
};
