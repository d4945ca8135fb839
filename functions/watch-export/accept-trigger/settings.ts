import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'watch-export/accept-trigger',
	environment: ['WATCH_DEADLINE_SECONDS', 'WATCH_POLL_MIN_SECONDS', 'WATCH_POLL_MAX_SECONDS', 'WATCH_SCOPE'],
});
