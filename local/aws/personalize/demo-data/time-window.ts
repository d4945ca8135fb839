/** The time of the interactions: a fixed quarter of a year, so that the same bytes come out on any day. */
export const WINDOW_DAYS = 90;
export const SECONDS_PER_DAY = 24 * 3600;
export const windowStartSeconds = Date.UTC(2025, 2, 3) / 1000;
