import {
	type AdvancedEventSelector,
	type CloudTrailClient,
	DescribeTrailsCommand,
	type EventSelector,
	GetEventSelectorsCommand,
	GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { type Finding, ok, problem } from './finding.ts';

const SUBJECT = 'trail';

/** CloudTrail reports calls of CreateDatasetExportJob to the rules only if a trail logs management events that write. */
export const examineTrails = async (cloudTrail: CloudTrailClient): Promise<readonly Finding[]> => {
	const { trailList = [] } = await cloudTrail.send(new DescribeTrailsCommand({}));
	for (const { TrailARN, Name } of trailList) {
		const { IsLogging } = await cloudTrail.send(new GetTrailStatusCommand({ Name: TrailARN }));
		if (!IsLogging) continue;
		const selectors = await cloudTrail.send(new GetEventSelectorsCommand({ TrailName: TrailARN }));
		const { EventSelectors = [], AdvancedEventSelectors = [] } = selectors;
		if (EventSelectors.some(selectsWrites) || AdvancedEventSelectors.some(selectsManagementWrites)) {
			return [ok(SUBJECT, `${Name} logs management events`)];
		}
	}
	return [
		problem(
			SUBJECT,
			'no trail logs management events that write, so no rule sees new export jobs; the sweep finds them later',
			'create a trail that logs management events of at least type Write',
		),
	];
};

const selectsWrites = ({ IncludeManagementEvents, ReadWriteType }: EventSelector): boolean =>
	IncludeManagementEvents === true && ReadWriteType !== 'ReadOnly';

const selectsManagementWrites = ({ FieldSelectors = [] }: AdvancedEventSelector): boolean => {
	const valuesOf = (field: string) => FieldSelectors.find(({ Field }) => Field === field)?.Equals;
	return valuesOf('eventCategory')?.includes('Management') === true && !valuesOf('readOnly')?.includes('true');
};
