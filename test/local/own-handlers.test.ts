import { describe, expect, it } from 'vitest';
import { readOwnHandlers } from '../../local/own-handlers.ts';

const EXAMPLE = 'docs/examples/post-to-chat.ts';

describe('a handler of a team', () => {
	it('is a function named after its file, and the action of that name', async () => {
		const { functions, ownActions } = readOwnHandlers({ onFailure: EXAMPLE });
		expect(Object.keys(functions)).toEqual(['PostToChat']);
		expect(await functions.PostToChat?.load()).toMatchObject({ handler: expect.any(Function) });
		expect(ownActions).toEqual({
			onSuccess: {},
			onFailure: {
				PostToChat: { type: 'FUNCTION', target: 'arn:aws:lambda:us-east-1:000000000000:function:PostToChat' },
			},
		});
	});

	it.each([
		['gone.ts', 'the handler gone.ts does not exist'],
		['docs/examples/Post_To_Chat.ts', 'has a name with more than small letters, digits and -'],
	])('is refused as %s', (file, problem) => {
		expect(() => readOwnHandlers({ onSuccess: file })).toThrow(problem);
	});
});
