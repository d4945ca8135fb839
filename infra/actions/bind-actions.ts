import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { OwnAction, OwnActions } from '#contracts/own-actions.ts';
import { actions as standardActions } from '#contracts/vocabulary.ts';
import type { ExportWatchProps } from '../props/export-watch-props.ts';
import { type Refuse, refuseOf } from '../props/refuse.ts';
import type { ExportActionConfig } from './export-action.ts';

/** The actions that a team brings, as their functions need them. */
export interface BoundActions {
	readonly onSuccess: Readonly<Record<string, ExportActionConfig>>;
	readonly onFailure: Readonly<Record<string, ExportActionConfig>>;
}

/** The name of an execution has 80 characters, 32 of them the id of the notification. The record takes the rest for paths. */
const NAME = /^[a-zA-Z][a-zA-Z0-9_]{0,46}$/;

/** The environment of a function holds 4 KB: an action takes up to 300 bytes, the other variables 500. */
const MAX_ACTIONS = 10;

/** Binds the actions of the props; refuses what would fail at deployment or when the first export ends. */
export const bindActions = (
	scope: Construct,
	{ onSuccess = {}, onFailure = {} }: Pick<ExportWatchProps, 'onSuccess' | 'onFailure'>,
): BoundActions => {
	const refuse = refuseOf(scope);
	const count = Object.keys(onSuccess).length + Object.keys(onFailure).length;
	if (count > MAX_ACTIONS) {
		refuse(
			'onSuccess',
			`and onFailure have ${count} actions, and the environment of a function has room for ${MAX_ACTIONS}; let a rule for outcomeEventPattern() do the others`,
		);
	}
	const bind = (prop: string, actions: NonNullable<ExportWatchProps['onSuccess']>) =>
		Object.fromEntries(
			Object.entries(actions).map(([name, action]) => {
				refuseBadName(prop, name, refuse);
				const config = action.bind(scope);
				refuseOtherRegion(`${prop}.${name}`, config, Stack.of(scope).region, refuse);
				return [name, config];
			}),
		);
	return { onSuccess: bind('onSuccess', onSuccess), onFailure: bind('onFailure', onFailure) };
};

/** The value of OWN_ACTIONS. */
export const variableOf = ({ onSuccess, onFailure }: BoundActions): string =>
	JSON.stringify({ onSuccess: targetsOf(onSuccess), onFailure: targetsOf(onFailure) } satisfies OwnActions);

/** Lets a function do the actions. */
export const allowActions = ({ onSuccess, onFailure }: BoundActions, { grantPrincipal }: IGrantable): void => {
	for (const { statements } of [...Object.values(onSuccess), ...Object.values(onFailure)]) {
		for (const statement of statements) grantPrincipal.addToPrincipalPolicy(statement);
	}
};

const targetsOf = (actions: BoundActions['onSuccess']): Record<string, OwnAction> =>
	Object.fromEntries(Object.entries(actions).map(([name, { type, target }]) => [name, { type, target }]));

const refuseBadName = (prop: string, name: string, refuse: Refuse): void => {
	if (!NAME.test(name)) {
		refuse(
			prop,
			`has an action named ${JSON.stringify(name)}; a name must be 1 to 47 letters, digits and _, the first a letter`,
		);
	}
	if ((standardActions as readonly string[]).includes(name)) {
		refuse(
			prop,
			`has an action named ${JSON.stringify(name)}, which is one of ${standardActions.join(', ')} in each record; take another name`,
		);
	}
};

const refuseOtherRegion = (prop: string, { region }: ExportActionConfig, own: string, refuse: Refuse): void => {
	if (Token.compareStrings(region, own) !== TokenComparison.DIFFERENT) return;
	refuse(prop, `is in ${region}; it must be in the stack's own Region, ${own}`);
};
