import { always, gamma, type Law, logNormal, mixture, pareto, times, uniform, weibull } from './laws.ts';

/** How the durations of a dataset's exports come about. */
export interface Process {
	readonly name: string;
	/** The law of the export with so many before it, if `watched` come before the one that is watched. */
	readonly lawAt: (index: number, watched: number) => Law;
	/** The watched export may be any of so many in a row. */
	readonly period: number;
	/** It always takes the same time. */
	readonly isConstant: boolean;
	/** The numbers of the forecast were chosen on the processes for `choice`; those for `report` only report. */
	readonly half: 'choice' | 'report';
}

const MINUTE = 60;
const HOUR = 3_600;

type Pattern = Pick<Process, 'lawAt' | 'period'> & Partial<Pick<Process, 'isConstant'>>;

const steady = (law: Law): Pattern => ({ lawAt: () => law, period: 1 });
const constant = (seconds: number): Pattern => ({ ...steady(always(seconds)), isConstant: true });
/** The watched export follows `law`. */
const growing = (law: Law, share: number): Pattern => ({
	lawAt: (index, watched) => times((1 + share) ** (index - watched), law),
	period: 1,
});
const stepping = (law: Law, factor: number, after: number): Pattern => ({
	lawAt: (index) => (index < after ? law : times(factor, law)),
	period: 1,
});
/** The optimum knows which export is the long one. */
const weekly = (law: Law, factor: number): Pattern => ({
	lawAt: (index) => (index % 7 === 6 ? times(factor, law) : law),
	period: 7,
});
const failing = (share: number, law: Law): Pattern =>
	steady(mixture({ share, law: logNormal(90, 0.3) }, { share: 1 - share, law }));

const choice = (name: string, pattern: Pattern): Process => ({ name, isConstant: false, ...pattern, half: 'choice' });
const report = (name: string, pattern: Pattern): Process => ({ name, isConstant: false, ...pattern, half: 'report' });

export const processes: readonly Process[] = [
	choice('log-normal, 40 s, σ 0.15', steady(logNormal(40, 0.15))),
	report('log-normal, 50 s, σ 0.08', steady(logNormal(50, 0.08))),
	choice('log-normal, 3 min, σ 0.25', steady(logNormal(3 * MINUTE, 0.25))),
	report('log-normal, 4 min, σ 0.4', steady(logNormal(4 * MINUTE, 0.4))),
	choice('log-normal, 11 min, σ 0.08', steady(logNormal(11 * MINUTE, 0.08))),
	report('log-normal, 15 min, σ 0.15', steady(logNormal(15 * MINUTE, 0.15))),
	choice('log-normal, 45 min, σ 0.3', steady(logNormal(45 * MINUTE, 0.3))),
	report('log-normal, 60 min, σ 0.2', steady(logNormal(HOUR, 0.2))),
	choice('log-normal, 3.3 h, σ 0.08', steady(logNormal(3.3 * HOUR, 0.08))),
	report('log-normal, 6 h, σ 0.3', steady(logNormal(6 * HOUR, 0.3))),
	choice('log-normal, 12 h, σ 0.15', steady(logNormal(12 * HOUR, 0.15))),
	report('log-normal, 10 h, σ 0.1', steady(logNormal(10 * HOUR, 0.1))),
	choice('gamma, 8 min, shape 4', steady(gamma(8 * MINUTE, 4))),
	report('gamma, 25 min, shape 9', steady(gamma(25 * MINUTE, 9))),
	choice('Weibull, 90 min, shape 4', steady(weibull(1.5 * HOUR, 4))),
	report('Weibull, 20 min, shape 2', steady(weibull(20 * MINUTE, 2))),
	choice('uniform, 10 to 30 min', steady(uniform(10 * MINUTE, 30 * MINUTE))),
	report('uniform, 1 to 2 h', steady(uniform(HOUR, 2 * HOUR))),
	choice('Pareto, from 5 min, α 3', steady(pareto(5 * MINUTE, 3))),
	report('Pareto, from 20 min, α 2.5', steady(pareto(20 * MINUTE, 2.5))),
	choice(
		'two kinds: 4 min (60 %), 70 min (40 %)',
		steady(
			mixture({ share: 0.6, law: logNormal(4 * MINUTE, 0.15) }, { share: 0.4, law: logNormal(70 * MINUTE, 0.15) }),
		),
	),
	report(
		'two kinds: 12 min (75 %), 3 h (25 %)',
		steady(mixture({ share: 0.75, law: logNormal(12 * MINUTE, 0.1) }, { share: 0.25, law: logNormal(3 * HOUR, 0.2) })),
	),
	choice(
		'three kinds: 2 min (30 %), 15 min (40 %), 2 h (30 %)',
		steady(
			mixture(
				{ share: 0.3, law: logNormal(2 * MINUTE, 0.15) },
				{ share: 0.4, law: logNormal(15 * MINUTE, 0.15) },
				{ share: 0.3, law: logNormal(2 * HOUR, 0.15) },
			),
		),
	),
	report(
		'three kinds: 5 min (50 %), 20 min (30 %), 1 h (20 %)',
		steady(
			mixture(
				{ share: 0.5, law: logNormal(5 * MINUTE, 0.1) },
				{ share: 0.3, law: logNormal(20 * MINUTE, 0.2) },
				{ share: 0.2, law: logNormal(HOUR, 0.2) },
			),
		),
	),
	choice('weekly: 8 min, each seventh six times as long', weekly(logNormal(8 * MINUTE, 0.15), 6)),
	report('weekly: 20 min, each seventh four times as long', weekly(logNormal(20 * MINUTE, 0.1), 4)),
	choice('trend: 15 min, +3 % an export', growing(logNormal(15 * MINUTE, 0.1), 0.03)),
	report('trend: 40 min, −3 % an export', growing(logNormal(40 * MINUTE, 0.15), -0.03)),
	choice('trend: 10 min, −6 % an export', growing(logNormal(10 * MINUTE, 0.15), -0.06)),
	report('trend: 30 min, +6 % an export', growing(logNormal(30 * MINUTE, 0.15), 0.06)),
	choice('step: 6 min, four times from the 16th on', stepping(logNormal(6 * MINUTE, 0.15), 4, 15)),
	report('step: 50 min, half from the 21st on', stepping(logNormal(50 * MINUTE, 0.15), 0.5, 20)),
	choice('20 min, 15 % fail after some 90 s', failing(0.15, logNormal(20 * MINUTE, 0.15))),
	report('35 min, 30 % fail after some 90 s', failing(0.3, logNormal(35 * MINUTE, 0.2))),
	choice('always 613 s', constant(613)),
	report('always 2,000 s', constant(2_000)),
];
