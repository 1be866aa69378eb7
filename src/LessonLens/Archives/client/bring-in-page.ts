import './bring-in';
