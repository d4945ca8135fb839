#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// the second start finds the modules compiled: compiling them takes much of the first
enableCompileCache();
await import('./program.ts');
