import { Stack } from 'aws-cdk-lib';
import { settings as recordOutcome } from '#functions/watch-export/record-outcome/settings.ts';
import { settings as plan } from '#functions/export-datasets/plan-exports/settings.ts';
import { HandlerFunction } from '../infra/workflows/handler-function.ts';
const d = { encryptionKey: undefined, logRetention: 90 };
new HandlerFunction(new Stack(), recordOutcome, d, {});
new HandlerFunction(new Stack(), recordOutcome, d, { EXPORT_JOBS_TABLE: 'a', EXTRA: 'b' });
new HandlerFunction(new Stack(), plan, d, { EXTRA: 'b' });
new HandlerFunction(new Stack(), plan, d, {});
