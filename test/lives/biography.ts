import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Sweep } from '#functions/watch-export/adopt-exports/adopt-exports.ts';
import type { Execution } from '../../local/aws/step-functions/execution.ts';
import type { Send } from './ledger-log.ts';
import type { Processing } from './processings.ts';

/** What the record and the executions were at one moment when nothing moved. */
export interface Standstill {
	readonly record: ExportJobRecord | undefined;
	readonly watches: readonly Execution[];
	readonly sends: readonly Send[];
	readonly processings: readonly Processing[];
}

export interface Biography {
	/** When everything had ended by itself. */
	readonly left: Standstill;
	/** After one sweep without faults. */
	readonly swept: Standstill & { readonly sweep: Sweep };
	/** After a plain watch without faults. */
	readonly watchedAgain: Standstill;
	readonly wrongs: readonly string[];
	/** The watches of which a run of RecordOutcome failed: they may have notified without a record. */
	readonly unrecorded: ReadonlySet<string>;
}
