import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'export-datasets/notify-stopped-exports',
	environment: ['OUTCOMES_TOPIC_ARN', 'EVENT_BUS_NAME', 'EXPORT_DATASETS_STATE_MACHINE_ARN'],
});
