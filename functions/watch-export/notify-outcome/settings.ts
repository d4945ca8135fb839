import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'watch-export/notify-outcome',
	environment: ['OUTCOMES_TOPIC_ARN', 'EVENT_BUS_NAME'],
});
