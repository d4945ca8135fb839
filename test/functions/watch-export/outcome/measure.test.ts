import { describe, expect, it } from 'vitest';
import { isFoundLate, measure } from '#functions/watch-export/outcome/measure.ts';
import { jobOf, observationOf, reportOf, watchOf } from '../../../support/builders.ts';

describe('the durations of a watch', () => {
	it('are those of the job and of its detection, in seconds', () => {
		expect(measure(reportOf())).toEqual({ durationSeconds: 900, detectionSeconds: 20 });
	});

	it('are missing if the watch did not see the job end', () => {
		const observation = observationOf(jobOf({ status: 'CREATE PENDING' }));
		expect(measure(reportOf({ outcome: 'TIMED_OUT', observation }))).toEqual({});
	});
});

describe('a job is found late', () => {
	const adopted = watchOf({ adopted: true });

	it('if a sweep adopted it and the first poll found it ended', () => {
		expect(isFoundLate(reportOf({ watch: adopted, observation: observationOf(jobOf(), { polls: 1 }) }))).toBe(true);
	});

	it.each([
		['a later poll found it ended', reportOf({ watch: adopted })],
		['no sweep adopted it', reportOf({ observation: observationOf(jobOf(), { polls: 1 }) })],
		[
			'it has not ended',
			reportOf({ outcome: 'TIMED_OUT', watch: adopted, observation: observationOf(jobOf(), { polls: 1 }) }),
		],
	])('but not if %s', (_case, report) => {
		expect(isFoundLate(report)).toBe(false);
	});
});
