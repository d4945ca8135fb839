import { isDeepStrictEqual } from 'node:util';
import { Duration } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readStartRules } from '#statemachine/read-rules.ts';
import { readable, synthesise, withNames } from '../../support/synthesised.ts';

const { named, ofType } = synthesise({
	deadline: Duration.hours(36),
	poll: { min: Duration.seconds(10), max: Duration.minutes(20) },
});

describe('WatchExport', () => {
	it.each(readStartRules('<CreateExportJobRole>', {}))(
		'starts by the pattern of $name, with the whole event',
		({ pattern }) => {
			const rules = ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties);
			const [rule, ...others] = rules.filter(({ EventPattern }) => isDeepStrictEqual(withNames(EventPattern), pattern));
			expect(others).toEqual([]);
			expect(rule?.Targets).toEqual([
				expect.objectContaining({ Arn: expect.toSatisfy((arn) => readable(arn) === '<WatchExport>') }),
			]);
			expect(rule?.Targets[0].Input).toBeUndefined();
			expect(rule?.Targets[0].InputPath).toBeUndefined();
			expect(rule?.Targets[0].InputTransformer).toBeUndefined();
		},
	);

	it('gets the defaults of a run in seconds', () => {
		for (const name of ['AcceptTrigger', 'PlanExports']) {
			const { WATCH_DEFAULTS } = named('AWS::Lambda::Function', name).Properties.Environment.Variables;
			expect(JSON.parse(WATCH_DEFAULTS)).toEqual({ deadlineSeconds: 129_600, minSeconds: 10, maxSeconds: 1_200 });
		}
	});
});
