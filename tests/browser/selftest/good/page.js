// A script that changes nothing: a page may have scripts, it must not need them.
document.documentElement.dataset.script = 'on';
