import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'export-datasets/create-export-job',
});
