/** The two largest units of a duration, as `1d 2h`, `3m 20s` or `18s`. */
export const shortDuration = (seconds: number): string => {
	const whole = Math.max(0, Math.round(seconds));
	const units = {
		days: Math.floor(whole / 86_400),
		hours: Math.floor(whole / 3_600) % 24,
		minutes: Math.floor(whole / 60) % 60,
		seconds: whole % 60,
	};
	const largest = Object.entries(units).findIndex(([, amount]) => amount > 0);
	if (largest < 0) return '0s';
	const shown = Object.fromEntries(Object.entries(units).slice(largest, largest + 2));
	return new Intl.DurationFormat('en', { style: 'narrow' }).format(shown);
};

/** Since then, as `3m ago`; a time to come as `in 3m`. */
export const relativeTime = (time: string, now: number): string => {
	const seconds = Math.round((now - Date.parse(time)) / 1000);
	if (seconds < 0) return `in ${largestUnit(-seconds)}`;
	return `${largestUnit(seconds)} ago`;
};

const largestUnit = (seconds: number): string => shortDuration(seconds).split(' ')[0] ?? '';
