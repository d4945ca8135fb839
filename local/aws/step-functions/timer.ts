/** setTimeout holds its milliseconds in 31 bits, and fires at once for anything beyond: 2 ** 31 - 1 ms, in seconds. */
export const MAX_TIMER_SECONDS = 2_147_483;
