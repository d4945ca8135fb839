import { html } from 'hono/html';
import type { StartedBy } from '../../client/started-by.ts';
import type { Html } from './layout.ts';
import { executionPath } from './paths.ts';

/** By what a watch was started, in a word or two. */
export const startedByWords: Readonly<Record<StartedBy['kind'], string>> = {
	API_CALL: 'API call',
	EVENT: 'event',
	WORKFLOW: 'workflow',
	SWEEP: 'sweep',
	STOPPED_WATCH: 'stopped watch',
	REQUEST: 'request',
};

/** What started a watch, in words. */
export const startedByText = (startedBy: StartedBy): Html | string => {
	switch (startedBy.kind) {
		case 'API_CALL':
			return 'the call that created the job';
		case 'EVENT':
			return startedBy.source ? `an event of ${startedBy.source}` : 'event';
		case 'WORKFLOW':
			return html`the workflow <a href="${executionPath(startedBy.executionArn)}">${startedBy.executionArn.split(':').at(-1)}</a>`;
		case 'SWEEP':
			return 'the sweep, which found the job unwatched';
		case 'STOPPED_WATCH':
			return 'a stopped watch, which had left actions undone';
		case 'REQUEST':
			return 'a person or a program';
	}
};
