def log = new File(basedir, 'build.log').text
assert log.contains('The project has no task: none of the folders for task1, task2, task3 holds `resources`.')
assert log.contains('`Task1/resources`')
return true
