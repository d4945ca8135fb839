import type { Policy } from './expected-cost.ts';

/** Policies of others, which know nothing about the job. */
export const peers: readonly Policy[] = [
	fixed('every 30 s', 'the sample of the Personalize guide', 30),
	fixed('every 60 s', 'a common choice', 60),
	fixed('every 600 s', 'a common choice', 600),
	growing('60 s, growing by 2 %', 'AWS’s Personalize solution', 60, 1.02),
	growing('2 s, growing by half', 'the Personalize MLOps sample', 2, 1.5),
	{
		name: '5 s, growing by half to 300 s, full jitter',
		source: 'the default of Lambda durable functions',
		waits: (random) => {
			let cap = 5 / 1.5;
			return () => {
				cap = Math.min(300, cap * 1.5);
				return Math.max(1, Math.round(random() * cap));
			};
		},
	},
	{
		name: 'a tenth of the elapsed time',
		source: 'an earlier version of Exportwatch',
		waits: () => (age) => Math.ceil(Math.min(Math.max(age / 10, 5), 1_800)),
	},
];

function fixed(name: string, source: string, seconds: number): Policy {
	return { name, source, waits: () => () => seconds };
}

function growing(name: string, source: string, first: number, factor: number): Policy {
	return {
		name,
		source,
		waits: () => {
			let wait = first / factor;
			return () => {
				wait *= factor;
				return wait;
			};
		},
	};
}
