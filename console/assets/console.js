import { Idiomorph } from './idiomorph.js';

const main = document.getElementById('main');
const live = document.getElementById('live');

/** Times relative to now, because only the browser knows when they are read. */
const showTimes = () => {
	for (const time of document.querySelectorAll('time[data-relative]')) {
		const seconds = Math.round((Date.parse(time.dateTime) - Date.now()) / 1000);
		time.textContent = seconds > 0 ? `in ${words(seconds)}` : `${words(-seconds)} ago`;
	}
};
const words = (seconds) => {
	if (seconds < 60) return `${seconds} s`;
	if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
	if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
	return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3_600)} h`;
};

/** What a person has opened, typed or selected stays as it is. */
const keepsState = (from, to) => {
	if (from instanceof HTMLDetailsElement) to.open = from.open;
	if (from.matches?.('dialog[open], input:focus, form[data-touched], form[data-touched] *')) return false;
	if (from instanceof HTMLTimeElement && from.hasAttribute('data-relative') && from.dateTime === to.dateTime)
		return false;
	return !from.isEqualNode(to);
};
const show = (html) => {
	Idiomorph.morph(main, html, {
		morphStyle: 'innerHTML',
		ignoreActiveValue: true,
		callbacks: { beforeNodeMorphed: keepsState },
	});
	showTimes();
};

const follow = () => {
	const url = new URL(location.href);
	url.searchParams.set('live', '');
	const source = new EventSource(url);
	const alive = () => {
		live.textContent = 'live';
		live.dataset.state = 'live';
	};
	source.addEventListener('main', ({ data }) => {
		alive();
		show(data);
	});
	source.addEventListener('same', alive);
	source.addEventListener('problem', ({ data }) => {
		live.textContent = data;
		live.dataset.state = 'lost';
	});
	source.addEventListener('error', () => {
		live.textContent = 'connection lost; trying again';
		live.dataset.state = 'lost';
		// a browser gives up after an answer that is no stream
		if (source.readyState === EventSource.CLOSED) setTimeout(follow, 2_000);
	});
};

document.addEventListener('input', ({ target }) => target.closest('form')?.setAttribute('data-touched', ''));
document.addEventListener(
	'change',
	({ target }) => target.matches('form.filter select') && target.form.requestSubmit(),
);
document.addEventListener('submit', (event) => {
	const question = event.submitter?.dataset.confirm;
	if (question && !confirm(question)) event.preventDefault();
});
document.addEventListener('keydown', ({ key, target }) => {
	if (key === '/' && !target.matches('input, select, textarea')) {
		const search = document.querySelector('input[type="search"]');
		if (search) setTimeout(() => search.focus());
	}
});

/** A link to a state opens it. */
const openTarget = () => {
	const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
	if (!(target instanceof HTMLDetailsElement)) return;
	target.open = true;
	target.querySelector('summary').focus();
};
addEventListener('hashchange', openTarget);

/** A wide graph begins where the execution is, or where it ended. */
const showPlace = () => {
	const box = document.getElementById('graph');
	const place =
		box?.querySelector('.state.open, .state.failed') ?? [...(box?.querySelectorAll('.state.taken') ?? [])].at(-1);
	if (!place) return;
	const { left, width } = place.getBoundingClientRect();
	box.scrollLeft += left + width / 2 - box.getBoundingClientRect().left - box.clientWidth / 2;
};

openTarget();
showPlace();
showTimes();
setInterval(showTimes, 1_000);
if (main.querySelector('[data-live]')) follow();
