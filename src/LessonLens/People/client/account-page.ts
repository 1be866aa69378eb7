import './account-page.css';
import { tellLocalTimes } from '../../Shared/client/local-times';

tellLocalTimes();
