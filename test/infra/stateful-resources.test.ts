import { describe, expect, it } from 'vitest';
import { nameOf, synthesise } from '../support/synthesised.ts';

/** What holds data, or has a name that people, subscriptions and roles elsewhere keep. */
const logicalIds = {
	'AWS::DynamoDB::Table': ['ExportWatchStoresExportJobs9491C78E'],
	'AWS::S3::Bucket': [
		'ExportWatchStoresAccessLogs882B08FF',
		'ExportWatchStoresManifestsBA8EBB9D',
		'ExportWatchStoresExports083A4EC9',
		'ExportWatchStoresProcessedA0F682B7',
	],
	'AWS::SNS::Topic': ['ExportWatchStoresExportOutcomes7767BA37'],
	'AWS::SQS::Queue': ['ExportWatchStoresDeadLettersD870F232'],
	'AWS::StepFunctions::StateMachine': [
		'ExportWatchProcessExportStateMachine78A97DE0',
		'ExportWatchWatchExportStateMachine608FBDF8',
		'ExportWatchExportDatasetsStateMachineC93F68BB',
	],
};
const EXPORT_ROLE = 'ExportWatchStoresExportRole2796AE83';

const { ofType } = synthesise();
const idsOf = (type: string) => ofType(type).map(([id]) => id);

describe('CloudFormation replaces a resource whose logical id changes, so that a change needs a line in CHANGELOG.md: it', () => {
	it.each(Object.entries(logicalIds))('keeps each %s', (type, ids) => {
		expect(idsOf(type).sort()).toEqual([...ids].sort());
	});

	it('keeps the role of exports, which callers of Personalize name', () => {
		expect(idsOf('AWS::IAM::Role').filter((id) => nameOf(id) === 'ExportRole')).toEqual([EXPORT_ROLE]);
	});
});
