import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'watch-export/accept-trigger',
	environment: ['WATCH_DEFAULTS', 'WATCH_SCOPE'],
});
