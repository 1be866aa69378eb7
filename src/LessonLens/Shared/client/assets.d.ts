// The build turns an imported style sheet into one that stands beside the page's script.
declare module '*.css';
