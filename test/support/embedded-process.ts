import { startEmbeddedAws } from '../../local/aws/embedded-aws.ts';

/** A process of its own for the embedded AWS, to measure its memory. Answers every message with its peak in MiB. */
const { endpoint } = await startEmbeddedAws({ port: 0 });
process.on('message', () => process.send?.(process.resourceUsage().maxRSS / 1024));
process.on('disconnect', () => process.exit());
process.send?.(endpoint);
