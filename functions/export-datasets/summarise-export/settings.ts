import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'export-datasets/summarise-export',
	environment: ['EXPORT_JOBS_TABLE'],
});
