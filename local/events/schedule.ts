import { readFileSync } from 'node:fs';

const RATE = /^rate\((\d+) minutes?\)$/;

/** Runs something as often as a deployed schedule says, until it is stopped. */
export const runOnSchedule = (file: string, run: () => void): { readonly stop: () => void } => {
	const { ScheduleExpression } = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
	const minutes = Number(RATE.exec(ScheduleExpression)?.[1]);
	if (!minutes)
		throw new Error(`${file}: ${ScheduleExpression} is no rate in minutes; the embedded schedule knows no other`);
	const timer = setInterval(run, minutes * 60_000);
	return { stop: () => clearInterval(timer) };
};
