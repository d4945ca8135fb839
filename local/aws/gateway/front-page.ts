import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whether a person has opened the endpoint in a browser: no client of AWS sends a request without a signature there. */
export const asksForFrontPage = ({ method, url }: IncomingMessage, service: string | undefined): boolean =>
	service === undefined && method === 'GET' && url === '/';

/** Says what the endpoint is, and where the console is. */
export const answerFrontPage = (response: ServerResponse, consoleUrl: string | undefined): void => {
	const console = consoleUrl
		? `<p>Its console: <a href="${consoleUrl}">${consoleUrl}</a></p>`
		: '<p>For its console: <code>npx exportwatch console --port …</code></p>';
	// not in the sandbox of the objects: from there, a link to the console would leave the console's cookie behind
	response.writeHead(200, {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': "default-src 'none'",
	});
	response.end(
		`<!doctype html><html lang="en"><title>Exportwatch</title><p>This is the embedded AWS of Exportwatch, an endpoint for AWS clients.</p>${console}</html>\n`,
	);
};
