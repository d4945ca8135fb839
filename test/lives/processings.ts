import type { ProcessingInput } from '#contracts/processing.ts';
import { arn } from '../../local/aws/shared/names.ts';
import type { LedgerLog } from './ledger-log.ts';
import type { Life } from './life.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Processing {
	readonly executionArn: string;
	readonly input: string;
	/** Started by a replay, which processes again. */
	readonly isReplay: boolean;
	status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
}

const isStanding = ({ isReplay, status }: Processing): boolean =>
	!isReplay && (status === 'RUNNING' || status === 'SUCCEEDED');

const PROCESSING_SECONDS = 300;

/** Executions of a processing workflow that ends as the life has it, and says so in the record. */
export const createProcessings = (life: Life, time: VirtualTime, ledger: LedgerLog) => {
	const started = new Map<string, Processing>();
	let isHealed = false;

	const end = async (processing: Processing, status: 'SUCCEEDED' | 'FAILED' | 'ABORTED'): Promise<void> => {
		if (processing.status !== 'RUNNING') return;
		processing.status = status;
		const { executionArn } = processing;
		await ledger.recordDataset({ status: status === 'SUCCEEDED' ? 'READY' : 'FAILED', executionArn });
	};

	return {
		started,
		/** As `startOrFind`. */
		startOrFind: async (name: string, input: ProcessingInput, isReplay: boolean): Promise<string | undefined> => {
			const text = JSON.stringify(input);
			const existing = started.get(name);
			if (existing) {
				const isAsGood = existing.status === 'RUNNING' || existing.status === 'SUCCEEDED';
				return isAsGood && existing.input === text ? existing.executionArn : undefined;
			}
			const standing = [...started.values()].find(isStanding);
			if (standing && !isReplay) ledger.wrongs.push(`the files are processed twice: ${standing.executionArn}, ${name}`);
			const executionArn = arn('states', `execution:ProcessExport:${name}`);
			const processing: Processing = { executionArn, input: text, isReplay, status: 'RUNNING' };
			const status = life.processings[started.size] === 'FAILS' && !isHealed ? 'FAILED' : 'SUCCEEDED';
			started.set(name, processing);
			void time.sleep(PROCESSING_SECONDS).then(() => end(processing, status));
			return executionArn;
		},
		/** From now on, no processing fails. */
		heal: () => {
			isHealed = true;
		},
		stopAll: () => Promise.all([...started.values()].map((processing) => end(processing, 'ABORTED'))),
	};
};

export type Processings = ReturnType<typeof createProcessings>;
