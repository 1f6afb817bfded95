export * from './image-need';
