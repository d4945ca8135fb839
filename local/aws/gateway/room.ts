/** Lets in what fits, in the order in which it comes. */
export interface Room {
	/** Waits until there is room for so many bytes; the returned function gives them back. */
	readonly enter: (bytes: number) => Promise<() => void>;
}

export const createRoom = (capacityBytes: number): Room => {
	let freeBytes = capacityBytes;
	const waiting: { readonly bytes: number; readonly letIn: () => void }[] = [];

	const letInWhoFits = (): void => {
		for (let next = waiting[0]; next && next.bytes <= freeBytes; next = waiting[0]) {
			waiting.shift();
			freeBytes -= next.bytes;
			next.letIn();
		}
	};
	return {
		enter: async (bytes) => {
			const entered = Promise.withResolvers<void>();
			waiting.push({ bytes, letIn: entered.resolve });
			letInWhoFits();
			await entered.promise;
			return () => {
				freeBytes += bytes;
				letInWhoFits();
			};
		},
	};
};
