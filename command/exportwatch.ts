#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

if (Number.parseInt(process.versions.node, 10) < 24) {
	process.stderr.write(`exportwatch needs Node 24 or newer; this is Node ${process.versions.node}\n`);
	process.exit(6);
}
// the second start finds the modules compiled: compiling them takes much of the first
enableCompileCache();
await import('./program.ts');
