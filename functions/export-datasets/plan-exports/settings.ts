import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'export-datasets/plan-exports',
	timeoutSeconds: 55,
	environment: ['EXPORT_KEY_ARNS', 'WATCH_DEFAULTS', 'WATCH_SCOPE'],
});
