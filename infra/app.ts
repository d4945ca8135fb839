import { App } from 'aws-cdk-lib';
import { ExportwatchStack } from './exportwatch-stack.ts';

const app = new App();
new ExportwatchStack(app, 'Exportwatch');
