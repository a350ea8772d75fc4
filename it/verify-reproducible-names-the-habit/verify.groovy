import groovy.json.JsonSlurper

def hecktor = new File(basedir, 'target/hecktor')
def report = new JsonSlurper().parse(new File(hecktor, 'verify-reproducible.json'))
assert !report.reproducible
def differences = report.archives[0].differences
assert differences*.habit.toSet() == ['JAR_TIMES', 'GENERATED_DATE'] as Set
def generated = differences.find { it.habit == 'GENERATED_DATE' }
assert generated.place.drop(1) == ['opt/app/my-algorithm.jar', 'build.txt']
assert generated.what ==~ /line 2: `built=.*Z`, `built=.*Z`/

def log = new File(basedir, 'build.log').text
assert log.contains('layer 3 > opt/app/my-algorithm.jar > build.txt: line 2: `built=')
assert log.contains('cause: a generated file that names the time of the build')
assert log.contains('fix:   Take ${maven.build.timestamp} and the like out of it')
assert log.contains('cause: a jar whose entries carry the time of the build')
assert log.contains('fix:   Set <project.build.outputTimestamp>2025-07-01T00:00:00Z</project.build.outputTimestamp>')
assert log.contains('Built again, `submission_task2.tar.gz` has other bytes, by a ')
assert log.contains('`target/hecktor/verify-reproducible.json` lists each difference.')
assert !log.contains('Exception:') : 'no stack trace without -X'
assert new File(hecktor, 'submission_task2.tar.gz').exists() : 'the first build stays'
return true
