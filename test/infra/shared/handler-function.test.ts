import { describe, expect, it } from 'vitest';
import { functionNameOf } from '#functions/shared/function-settings.ts';
import { functionSpecs } from '../../../local/aws/lambda/functions.ts';
import { nameOf, synthesise } from '../../support/synthesised.ts';

const { named, ofType, stack } = synthesise();
const functions = stack.exportWatch.functions.map(({ settings }) => [functionNameOf(settings), settings] as const);

describe('the deployed functions', () => {
	it('are those that the embedded AWS runs', () => {
		expect(functions.map(([name]) => name).sort()).toEqual(Object.keys(functionSpecs).sort());
		expect(ofType('AWS::Lambda::Function').length).toBe(functions.length);
	});

	it.each(functions)('%s has the settings that stand beside its handler, on Node 24 and arm64', (name, settings) => {
		const { Environment, ...properties } = named('AWS::Lambda::Function', name).Properties;
		expect(properties).toMatchObject({
			Timeout: settings.timeoutSeconds,
			MemorySize: settings.memoryMegabytes,
			EphemeralStorage: { Size: settings.diskMegabytes },
			Handler: 'index.handler',
			Runtime: 'nodejs24.x',
			Architectures: ['arm64'],
			TracingConfig: { Mode: 'Active' },
		});
		expect(Environment.Variables.NODE_OPTIONS).toBe('--enable-source-maps');
	});

	it('keep their published versions, which running executions go on to invoke', () => {
		const versions = ofType('AWS::Lambda::Version');
		expect(versions.map(([id]) => nameOf(id)).sort()).toEqual(
			[stack.exportWatch.watchExport, stack.exportWatch.exportDatasets, stack.exportWatch.processExport]
				.flatMap((workflow) => workflow?.stateMachine.functions ?? [])
				.map(({ settings }) => `${functionNameOf(settings)}Version`)
				.sort(),
		);
		expect(versions.map(([, { DeletionPolicy }]) => DeletionPolicy)).toEqual(versions.map(() => 'Retain'));
	});
});
