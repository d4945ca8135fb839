import { createSession } from '../../console/security/require-session.ts';
import { startConsole } from '../../console/start-console.ts';

const client = await connect();
const c = await startConsole({
	client,
	account: 'embedded AWS',
	allowActions: true,
	port: Number(process.argv[2] ?? 0),
});
console.log(c.url);
