import type { EventPattern } from './event-pattern.ts';

/** An event as EventBridge delivers it to a target. */
export interface DeliveredEvent {
	readonly version: '0';
	readonly id: string;
	readonly 'detail-type': string;
	readonly source: string;
	readonly account: string;
	readonly time: string;
	readonly region: string;
	readonly resources: readonly string[];
	readonly detail: object;
}

/** An event as a service puts it on the bus. */
export type NewEvent = Pick<DeliveredEvent, 'detail-type' | 'source' | 'detail'> &
	Partial<Pick<DeliveredEvent, 'resources' | 'time'>>;

export interface Rule {
	readonly name: string;
	readonly pattern: EventPattern;
	readonly targetArn: string;
	readonly deliver: (event: DeliveredEvent) => void;
}
