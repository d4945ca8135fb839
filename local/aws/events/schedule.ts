const RATE = /^rate\((\d+) minutes?\)$/;

/** Runs something as often as a schedule expression says, until it is stopped. */
export const runOnSchedule = (scheduleExpression: string, run: () => void): { readonly stop: () => void } => {
	const minutes = Number(RATE.exec(scheduleExpression)?.[1]);
	if (!minutes) throw new Error(`${scheduleExpression} is no rate in minutes; the embedded schedule knows no other`);
	const timer = setInterval(run, minutes * 60_000);
	return { stop: () => clearInterval(timer) };
};
