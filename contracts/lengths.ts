import * as z from 'zod/mini';

/**
 * zod measures whatever has a `length`, even if it is not of the type that is asked for, and throws if that length is an
 * object. These checks wait for the right type.
 */
const afterType: object = { when: ({ issues }: z.core.ParsePayload) => issues.length === 0 };

interface Params {
	readonly error?: string;
	/** Leave out the checks that follow. */
	readonly abort?: boolean;
}

export const minLength = (minimum: number, params: Params = {}) => z.minLength(minimum, { ...params, ...afterType });

export const maxLength = (maximum: number, params: Params = {}) => z.maxLength(maximum, { ...params, ...afterType });
