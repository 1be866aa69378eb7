// What a lesson's owner sees of its further recordings, on its own page.
import './own-recordings-page.css';
import './another-recording';
