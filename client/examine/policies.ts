interface Statement {
	readonly Effect: string;
	readonly Principal?: '*' | { readonly Service?: string | readonly string[] };
	readonly Action?: string | readonly string[];
}

/** Whether a statement of the policy allows the action to the service, whatever its conditions and resources. */
export const allows = (policy: string | undefined, service: string, action: string): boolean => {
	const { Statement = [] } = parse(policy ?? '{}');
	return [Statement].flat().some(({ Effect, Principal, Action = [] }) => {
		const services = Principal === '*' ? [service] : [Principal?.Service ?? []].flat();
		const isCovered = [Action].flat().some((pattern) => covers(pattern.toLowerCase(), action.toLowerCase()));
		return Effect === 'Allow' && services.includes(service) && isCovered;
	});
};

const parse = (policy: string): { readonly Statement?: Statement | readonly Statement[] } => {
	try {
		return JSON.parse(policy);
	} catch (cause) {
		throw new Error('the answer is no policy', { cause });
	}
};

/** An action of a policy may end with a wildcard. */
const covers = (pattern: string, action: string): boolean =>
	pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action;
