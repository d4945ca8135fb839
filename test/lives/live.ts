import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { JOB_ARN } from '../support/builders.ts';
import { acceptedTriggers } from '../support/triggers.ts';
import type { Biography, Standstill } from './biography.ts';
import { createFaultyCalls, lambdaError } from './faulty-calls.ts';
import { createFunctions, type StepName } from './functions.ts';
import { jobNow } from './job-now.ts';
import { createLedgerLog, type Send } from './ledger-log.ts';
import type { Life } from './life.ts';
import { missingActions } from './missing-actions.ts';
import { createProcessings } from './processings.ts';
import { createVirtualTime, secondsSinceBeginning } from './virtual-time.ts';
import { createWatches } from './watches.ts';

/** Lambda repeats an event that failed, after one and after two more minutes. */
const EVENT_RETRY_SECONDS = [60, 120];
const FUNCTION_SECONDS = 25;

/** Lives a life to its end, and then has its job swept and watched once more. */
export const live = async (life: Life): Promise<Biography> => {
	const time = createVirtualTime();
	const generator = xoroshiro128plus(life.seed);
	const random = () => uniformFloat64(generator);
	const { random: realRandom } = Math;
	const { stackTraceLimit } = Error;
	// Half of the engine's errors are its way to return, and their stacks take longer than a poll.
	Error.stackTraceLimit = 0;
	Math.random = random;
	try {
		return await liveIn(life, time, random);
	} finally {
		Math.random = realRandom;
		Error.stackTraceLimit = stackTraceLimit;
		time.giveBack();
	}
};

const liveIn = async (
	life: Life,
	time: ReturnType<typeof createVirtualTime>,
	random: () => number,
): Promise<Biography> => {
	const ledger = createLedgerLog();
	const calls = createFaultyCalls(life, time, random, (executionArn) => watches.stop(executionArn));
	const processings = createProcessings(life, time, ledger);
	const unrecorded = new Set<string>();

	const standstill = (): Standstill => ({
		record: structuredClone(ledger.item()),
		watches: watches.all(),
		sends: structuredClone(ledger.sends),
		processings: structuredClone([...processings.started.values()]),
	});

	/** Runs a function once, for as long as it may run. */
	const runFunction = <Result>(
		executionArn: string | undefined,
		work: (invocation: Parameters<typeof functions.recordStoppedWatch>[1]) => Promise<Result>,
	): Promise<Result> => {
		const { promise, resolve, reject } = Promise.withResolvers<Result>();
		const sends: Send[] = [];
		let isDead = false;
		let isFaulty = false;
		const fail = () => {
			isFaulty = true;
		};
		const invocation = {
			executionArn,
			sends,
			isDead: () => isDead,
			die: (errorType: string) => {
				isDead = true;
				fail();
				reject(lambdaError(errorType));
			},
			fail,
		};
		const timer = setTimeout(() => invocation.die('Sandbox.Timedout'), FUNCTION_SECONDS * 1000);
		work(invocation).then(resolve, reject);
		return promise.finally(() => {
			clearTimeout(timer);
			isDead = true;
			if (isFaulty) for (const send of sends) send.isExcused ||= !send.isConfirmed;
		});
	};

	const watches = createWatches({
		invokeFunction: async (functionArn, payload) => {
			const name = functionArn.split(':').at(-1) as StepName;
			const { executionArn } = payload as { readonly executionArn?: string };
			return calls
				.invoke(name, executionArn, () =>
					runFunction(executionArn, (invocation) => functions.steps[name](payload as never, invocation)),
				)
				.catch((error: Error) => {
					if (name === 'RecordOutcome' && executionArn) unrecorded.add(executionArn);
					throw error.name === 'LambdaFunctionError' ? error : lambdaErrorOf(error);
				});
		},
		isReleased: () => secondsSinceBeginning(new Date()) < life.upgradeSeconds,
		onStopped: (executionArn) => {
			void deliver(executionArn);
		},
		onSucceeded: (executionArn) => {
			const { record, sends, processings: started } = standstill();
			if (record?.ownerExecutionArn !== executionArn) return;
			const missing = missingActions(record, { sends, processings: started });
			if (missing.length > 0) ledger.wrongs.push(`${executionArn} succeeds without ${missing.join(', ')}`);
		},
	});
	const functions = createFunctions({
		calls,
		ledger,
		watches,
		processings,
		describe: () => jobNow(life),
		hasFiles: life.job.hasFiles,
	});

	const deliver = async (executionArn: string): Promise<void> => {
		await time.sleep(random());
		for (const pause of [...EVENT_RETRY_SECONDS, 0]) {
			try {
				await calls.invoke('RecordStoppedWatch', executionArn, () =>
					runFunction(executionArn, (invocation) => functions.recordStoppedWatch(executionArn, invocation)),
				);
				return;
			} catch {
				await time.sleep(pause);
			}
		}
	};
	const sweep = () => runFunction(undefined, (invocation) => functions.sweep(invocation));

	for (const [index, step] of life.steps.entries()) {
		time.at(step.atSeconds, () => {
			const watch = 'watch' in step ? watches.all()[step.watch]?.describe().executionArn : undefined;
			switch (step.does) {
				case 'TRIGGER':
					return watches.startOnce(`watch-${index}`, triggerOf(step));
				case 'STOP':
					return watch && watches.stop(watch);
				case 'REPEAT_EVENT':
					return watch && void deliver(watch);
				case 'STOP_PROCESSING':
					return void processings.stopAll();
				case 'WRITE_FOREIGN_ITEM':
					return void ledger.writeForeignItem();
				case 'SWEEP':
					return void sweep().catch(() => {});
			}
		});
	}
	await time.run();

	const left = standstill();
	calls.heal();
	processings.heal();
	await passUntil(time, life.job.seconds + 1);
	await passUntil(time, secondsSinceBeginning(new Date()) + 1_200);
	const lastSweep = sweep();
	await time.run();
	const swept = { ...standstill(), sweep: await lastSweep };
	await passUntil(time, secondsSinceBeginning(new Date()) + 120);
	watches.startOnce('watched-again', { datasetExportJobArn: JOB_ARN });
	await time.run();
	return { left, swept, watchedAgain: standstill(), wrongs: ledger.wrongs, unrecorded };
};

const passUntil = async (time: ReturnType<typeof createVirtualTime>, seconds: number): Promise<void> => {
	time.at(seconds, () => {});
	await time.run();
};

const lambdaErrorOf = ({ name, message }: Error): Error => Object.assign(lambdaError(name), { errorMessage: message });

const triggerOf = ({
	trigger,
	replay,
	deadlineSeconds,
}: {
	readonly trigger: number;
	readonly replay: boolean;
	readonly deadlineSeconds?: number | undefined;
}): unknown =>
	replay || deadlineSeconds
		? { datasetExportJobArn: JOB_ARN, replay, ...(deadlineSeconds && { deadlineSeconds }) }
		: acceptedTriggers[trigger]?.[1];
