#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { exitCodes } from './exit-codes.ts';

if (Number.parseInt(process.versions.node, 10) < 24) {
	process.stderr.write(`exportwatch needs Node 24 or newer; this is Node ${process.versions.node}\n`);
	process.exit(exitCodes.NO_ANSWER);
}
// the second start finds the modules compiled: compiling them takes much of the first
enableCompileCache();
await import('./program.ts');
