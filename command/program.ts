import { Command, CommanderError } from 'commander';
import { createAdopt } from './adopt.ts';
import { createConsole } from './console.ts';
import { createDeploy, createDestroy } from './deploy.ts';
import { createDoctor } from './doctor.ts';
import { exitCodes } from './exit-codes.ts';
import { explainError } from './explain-error.ts';
import { createExport } from './export.ts';
import { createFiles } from './files.ts';
import { createFollow } from './follow.ts';
import { createLocal } from './local.ts';
import { createLs } from './ls.ts';
import { createQuery } from './query.ts';
import { createShow } from './show.ts';
import { createSmoke } from './smoke.ts';
import { createStart } from './start.ts';
import { createStop } from './stop.ts';
import { createTemplate } from './template.ts';

const program = new Command('exportwatch')
	.description('See and steer the watches of Amazon Personalize dataset export jobs.')
	.showHelpAfterError('(exportwatch --help shows all commands, exportwatch help COMMAND the options of one)');
const commands = [
	createLocal(),
	createLs(),
	createShow(),
	createFollow(),
	createStart(),
	createStop(),
	createExport(),
	createFiles(),
	createQuery(),
	createAdopt(),
	createDoctor(),
	createConsole(),
	createSmoke(),
	createTemplate(),
	createDeploy(),
	createDestroy(),
];

for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
for (const command of [program, ...program.commands]) command.exitOverride();

process.stdout.on('error', () => process.exit(exitCodes.SIGPIPE));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(exitCodes[signal]));

try {
	await program.parseAsync();
} catch (error) {
	process.exitCode = report(error);
}

/** Commander has printed its own errors, and the help. */
function report(error: unknown): number {
	if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.OK : exitCodes.WRONG_USE;
	const explanation = explainError(error);
	process.stderr.write(`${explanation?.message ?? (error instanceof Error ? error.stack : error)}\n`);
	return explanation?.exitCode ?? exitCodes.DEFECT;
}
