import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OwnActions } from '#contracts/own-actions.ts';
import { defineSettings, functionNameOf } from '#functions/shared/function-settings.ts';
import type { FunctionSpec } from './aws/lambda/functions.ts';
import { functionArnOf } from './aws/shared/names.ts';

/** The files of handlers that a team tries. */
export interface HandlerFiles {
	readonly onSuccess?: string | undefined;
	readonly onFailure?: string | undefined;
}

export class BadHandlerFile extends Error {
	override readonly name = 'BadHandlerFile';

	constructor(file: string, problem: string) {
		super(`the handler ${file} ${problem}; give a module named as post-to-chat.ts that exports the function handler`);
	}
}

/**
 * Each handler as a function of the embedded Lambda, `PostToChat` for `post-to-chat.ts`, and as an action of that name. It
 * reads the environment of this process.
 *
 * @throws BadHandlerFile
 */
export const readOwnHandlers = ({ onSuccess, onFailure }: HandlerFiles) => {
	const files = [onSuccess, onFailure].filter((file) => file !== undefined);
	const functions: Readonly<Record<string, FunctionSpec>> = Object.fromEntries(
		files.map((file) => [nameOf(file), specOf(file)]),
	);
	const actionOf = (file: string | undefined): OwnActions['onSuccess'] =>
		file === undefined ? {} : { [nameOf(file)]: { type: 'FUNCTION', target: functionArnOf(nameOf(file)) } };
	const ownActions: OwnActions = { onSuccess: actionOf(onSuccess), onFailure: actionOf(onFailure) };
	return { functions, ownActions };
};

const specOf = (file: string): FunctionSpec => {
	if (!existsSync(file)) throw new BadHandlerFile(file, 'does not exist');
	return {
		settings: defineSettings({ folder: `own/${stemOf(file)}` }),
		load: () => import(pathToFileURL(resolve(file)).href),
		environment: {},
	};
};

const nameOf = (file: string): string => {
	if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(stemOf(file))) {
		throw new BadHandlerFile(file, 'has a name with more than small letters, digits and -');
	}
	return functionNameOf({ folder: stemOf(file) });
};

const stemOf = (file: string): string => basename(file, extname(file));
