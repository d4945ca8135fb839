import { Size } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readable, synthesise } from '../../support/synthesised.ts';

const { named } = synthesise({ processing: { toleratedRejectShare: 0, profileValues: false } });
const variablesOf = (name: string, of = named) => of('AWS::Lambda::Function', name).Properties.Environment.Variables;

describe('ProcessExport', () => {
	it('gets its options, and tolerates one row in a thousand without any', () => {
		expect(variablesOf('PublishDataset')).toMatchObject({ TOLERATED_REJECT_SHARE: '0', PROFILE_VALUES: 'false' });
		expect(variablesOf('PublishDataset', synthesise().named)).toMatchObject({
			TOLERATED_REJECT_SHARE: '0.001',
			PROFILE_VALUES: 'true',
		});
	});

	it('puts datasets into their folder of the processed bucket', () => {
		expect(readable(variablesOf('PlanBatches').PROCESSED_PATH)).toBe('s3://<Processed>/datasets/');
	});

	it.each(['ConvertFiles', 'PublishDataset'])('gives %s memory and disk for a file of any size', (name) => {
		const { MemorySize, EphemeralStorage, Environment } = named('AWS::Lambda::Function', name).Properties;
		expect(MemorySize).toBe(3_538);
		expect(EphemeralStorage).toEqual({ Size: 10_240 });
		expect(Number(Environment.Variables.DUCKDB_MEMORY_MB)).toBeLessThan(MemorySize / 2);
		expect(Environment.Variables.DUCKDB_THREADS).toBe('2');
	});

	it('converts two batches at a time, unless it is told otherwise', () => {
		expect(variablesOf('PlanBatches').BATCHES_AT_ONCE).toBe('2');
		const { named } = synthesise({ processing: { batchesAtOnce: 40, memory: Size.mebibytes(7_076) } });
		expect(variablesOf('PlanBatches', named).BATCHES_AT_ONCE).toBe('40');
		expect(named('AWS::Lambda::Function', 'ConvertFiles').Properties.MemorySize).toBe(7_076);
		expect(variablesOf('ConvertFiles', named)).toMatchObject({ DUCKDB_MEMORY_MB: '3396', DUCKDB_THREADS: '4' });
	});
});
